# Where American English says it another way than English elsewhere.
date-long = { $weekday }, { $month } { $day }, { $year }
date-short = { $month } { $day }
date-short-year = { $month } { $day }, { $year }
hours-of-a-clock = 12
