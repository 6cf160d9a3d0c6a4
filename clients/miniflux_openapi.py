"""The API of Miniflux as its clients count on it, as an OpenAPI document on standard output: what schemathesis holds a desk against.

Written from what the clients decode, not from what a desk gives: every field that one of them needs is required here.
"""

import json

TEXT, WHOLE, YES = {"type": "string"}, {"type": "integer"}, {"type": "boolean"}
ID = {"type": "integer", "minimum": 1, "maximum": 2**31 - 1}
# Numbers that a client names: what is nobody's is passed over.
NAMED = {"type": "integer", "minimum": 0}
# A parameter that says nothing is none.
OPEN = {"anyOf": [{"type": "integer", "minimum": 0}, {"const": ""}]}
COUNT = {"type": "integer", "minimum": 0, "maximum": 2**31 - 1}
# What is no number is passed over, as Miniflux does, and so is a word of truth that is empty.
SECONDS, TRUTH = TEXT, {"enum": ["1", "0", "t", "f", "true", "false", "True", "False", ""]}
TIME = {"type": "string", "format": "date-time"}


def many(of):
    """A list."""
    return {"type": "array", "items": of}


def shape(name):
    """A shape by its name."""
    return {"$ref": f"#/components/schemas/{name}"}


def fields(required, **more):
    """An object with these fields, all of them needed, and others that may be there."""
    return {"type": "object", "required": list(required), "properties": {**required, **more}}


CATEGORY = {"id": ID, "title": TEXT, "user_id": ID, "hide_globally": YES}
ICON = fields({"feed_id": ID, "icon_id": ID})
FEED = {
    "id": ID, "user_id": ID, "feed_url": TEXT, "site_url": TEXT, "title": {"type": "string", "minLength": 1},
    "checked_at": TIME, "next_check_at": TIME, "etag_header": TEXT, "last_modified_header": TEXT, "parsing_error_message": TEXT,
    "parsing_error_count": COUNT, "scraper_rules": TEXT, "rewrite_rules": TEXT, "blocklist_rules": TEXT, "keeplist_rules": TEXT,
    "user_agent": TEXT, "cookie": TEXT, "username": TEXT, "password": TEXT, "disabled": YES, "ignore_http_cache": YES,
    "allow_self_signed_certificates": YES, "fetch_via_proxy": YES, "crawler": YES, "hide_globally": YES,
    "category": shape("Category"), "icon": {"anyOf": [ICON, {"type": "null"}]},
}  # fmt: skip
FILE = {"id": COUNT, "user_id": ID, "entry_id": ID, "url": TEXT, "mime_type": TEXT, "size": WHOLE, "media_progression": COUNT}
ENTRY = {
    "id": ID, "user_id": ID, "feed_id": ID, "status": {"enum": ["read", "unread"]}, "hash": TEXT,
    "title": {"type": "string", "minLength": 1}, "url": TEXT, "comments_url": TEXT, "published_at": TIME, "created_at": TIME,
    "changed_at": TIME, "content": TEXT, "author": TEXT, "share_code": TEXT, "starred": YES, "reading_time": COUNT,
    "enclosures": many(shape("File")), "feed": shape("Feed"), "tags": many(TEXT),
}  # fmt: skip
USER = {
    "id": ID, "username": TEXT, "is_admin": YES, "theme": TEXT, "language": TEXT, "timezone": TEXT, "entry_sorting_direction": TEXT,
    "stylesheet": TEXT, "google_id": TEXT, "openid_connect_id": TEXT, "entries_per_page": COUNT, "keyboard_shortcuts": YES,
    "show_reading_time": YES, "entry_swipe": YES, "last_login_at": TIME,
}  # fmt: skip
VERSION = {"version": TEXT, "commit": TEXT, "build_date": TEXT, "go_version": TEXT, "compiler": TEXT, "arch": TEXT, "os": TEXT}
SHAPES = {
    "Category": fields(CATEGORY, feed_count=COUNT, total_unread=COUNT),
    "Feed": fields(FEED),
    "File": fields(FILE),
    "Entry": fields(ENTRY),
    "Entries": fields({"total": COUNT, "entries": many(shape("Entry"))}),
    "User": fields(USER),
    "Error": fields({"error_message": {"type": "string", "minLength": 1}}),
}
WORDS = {"order": ["id", "status", "published_at", "created_at", "category_title", "category_id"], "direction": ["asc", "desc"]}
FILTERS = {
    "status": many({"enum": ["read", "unread", ""]}), "offset": OPEN, "limit": OPEN,
    "order": {"enum": [*WORDS["order"], ""]}, "direction": {"enum": [*WORDS["direction"], ""]}, "before": SECONDS, "after": SECONDS,
    "published_before": SECONDS, "published_after": SECONDS, "changed_before": SECONDS, "changed_after": SECONDS,
    "before_entry_id": OPEN, "after_entry_id": OPEN, "starred": TRUTH, "search": TEXT, "category_id": WHOLE, "feed_id": WHOLE, "tags": many(TEXT),
}  # fmt: skip
TITLE = {"type": "string", "minLength": 1}
MAYBE = {"type": ["boolean", "null"]}
MARKS = {
    **fields({"entry_ids": {**many(NAMED), "minItems": 1}}, status={"enum": ["read", "unread", None]}, starred=MAYBE),
    "anyOf": [{"required": ["status"]}, {"required": ["starred"]}],
}
NONE = None
# Numbers that a small desk has.
SOME = {str(number): {"value": number} for number in (1, 2)}


def operation(path, status, answer, query=NONE, body=NONE, kind="application/json"):
    """What is asked, and what comes of it."""
    names = [part[1:-1] for part in path.split("/") if part.startswith("{")]
    asked = [{"name": name, "in": "path", "required": True, "schema": ID, "examples": SOME} for name in names]
    asked += [{"name": name, "in": "query", "schema": schema} for name, schema in (query or {}).items()]
    done = {"description": "As asked."}
    if answer is not NONE:
        done["content"] = {kind: {"schema": answer}}
    wrong = {"description": "Why not.", "content": {"application/json": {"schema": shape("Error")}}}
    told = {"parameters": asked, "responses": {str(status): done}}
    told["responses"] |= {code: wrong for code in ("400", "401", "403", "404", "405", "413")}
    if body is not NONE:
        told["requestBody"] = {"required": True, "content": {"application/json": {"schema": body}}}
    return told


OPERATIONS = [
    ("get", "/v1/version", 200, fields(VERSION)),
    ("get", "/v1/me", 200, shape("User")),
    ("get", "/v1/users", 200, many(shape("User"))),
    ("get", "/v1/users/{user}", 200, shape("User")),
    ("put", "/v1/users/{user}/mark-all-as-read", 204, NONE),
    ("get", "/v1/integrations/status", 200, fields({"has_integrations": YES})),
    ("get", "/v1/categories", 200, many(shape("Category")), {"counts": TEXT}),
    ("post", "/v1/categories", 201, shape("Category"), NONE, fields({"title": TITLE})),
    ("put", "/v1/categories/{category}", 201, shape("Category"), NONE, fields({"title": TITLE})),
    ("delete", "/v1/categories/{category}", 204, NONE),
    ("put", "/v1/categories/{category}/mark-all-as-read", 204, NONE),
    ("get", "/v1/categories/{category}/feeds", 200, many(shape("Feed"))),
    ("get", "/v1/categories/{category}/entries", 200, shape("Entries"), FILTERS),
    ("get", "/v1/categories/{category}/entries/{entry}", 200, shape("Entry")),
    ("get", "/v1/feeds", 200, many(shape("Feed"))),
    ("post", "/v1/feeds", 201, fields({"feed_id": ID}), NONE, fields({"feed_url": TEXT}, category_id=ID)),
    ("get", "/v1/feeds/counters", 200, fields({"reads": {"type": "object", "additionalProperties": COUNT}, "unreads": {"type": "object", "additionalProperties": COUNT}})),
    ("get", "/v1/feeds/{feed}", 200, shape("Feed")),
    ("put", "/v1/feeds/{feed}", 201, shape("Feed"), NONE, fields({}, title={"type": ["string", "null"]}, category_id={"type": ["integer", "null"]}, disabled=MAYBE)),
    ("delete", "/v1/feeds/{feed}", 204, NONE),
    ("put", "/v1/feeds/{feed}/mark-all-as-read", 204, NONE),
    ("get", "/v1/feeds/{feed}/icon", 200, fields({"id": ID, "mime_type": TEXT, "data": TEXT})),
    ("get", "/v1/feeds/{feed}/entries", 200, shape("Entries"), FILTERS),
    ("get", "/v1/feeds/{feed}/entries/{entry}", 200, shape("Entry")),
    ("get", "/v1/icons/{icon}", 200, fields({"id": ID, "mime_type": TEXT, "data": TEXT})),
    ("post", "/v1/discover", 200, many(fields({"url": TEXT, "title": TEXT, "type": TEXT})), NONE, fields({"url": TEXT})),
    ("get", "/v1/entries", 200, shape("Entries"), FILTERS),
    ("put", "/v1/entries", 204, NONE, NONE, MARKS),
    ("get", "/v1/entries/ids", 200, fields({"total": COUNT, "entry_ids": many(ID)}), {name: FILTERS[name] for name in ("status", "starred", "offset", "limit")}),
    ("get", "/v1/entries/{entry}", 200, shape("Entry")),
    ("put", "/v1/entries/{entry}/bookmark", 204, NONE),
    ("get", "/v1/entries/{entry}/fetch-content", 200, fields({"content": TEXT, "reading_time": COUNT})),
    ("put", "/v1/flush-history", 202, NONE),
    ("delete", "/v1/flush-history", 202, NONE),
    ("get", "/v1/enclosures/{file}", 200, shape("File")),
    ("put", "/v1/enclosures/{file}", 204, NONE, NONE, fields({"media_progression": COUNT})),
]  # fmt: skip


def document():
    """The document."""
    paths = {}
    for method, path, *rest in OPERATIONS:
        paths.setdefault(path, {})[method] = operation(path, *rest)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Miniflux", "version": "2.2.19"},
        "paths": paths,
        "security": [{"key": []}],
        "components": {
            "schemas": SHAPES,
            "securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "X-Auth-Token"}},
        },
    }


if __name__ == "__main__":
    print(json.dumps(document(), indent=1))
