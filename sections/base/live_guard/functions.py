"""What the triggers do, in PL/pgSQL. The sentences are those of the guards in Python."""

from dataclasses import dataclass

from sections.base import door, doorkeeper
from sections.base.models import NOT_THROUGH_THE_DOOR, BasePage


@dataclass(frozen=True, slots=True)
class Function:
    """A function of the database: its name with arguments, what it returns, language, body."""

    name: str
    signature: str
    returns: str
    body: str

    @property
    def sql(self) -> str:
        """The statement that creates the function or brings it up to date."""
        return (
            f"CREATE OR REPLACE FUNCTION {self.name}({self.signature}) "
            f"RETURNS {self.returns} AS $guard${self.body}$guard$"
        )


_OPEN = """
SELECT key::text = ANY (string_to_array(coalesce(current_setting('<setting>', true), ''), ','))
"""

# Runs after the row is written, so that it sees what is really stored, generated columns
# included, and what a concurrent transaction stored in between. Its arguments are the columns
# nobody sees. A descendant's address follows its ancestor's, so the door of any page above it is
# enough for that; and a purge may take the revision from which the page was published.
_PAGE = """
DECLARE
    was jsonb;
    is_now jsonb;
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.live AND NOT live_guard_open(NEW.translation_key) THEN
            RAISE EXCEPTION USING ERRCODE = '<sqlstate>',
                MESSAGE = replace('<not through the door>', '{title}', NEW.title);
        END IF;
        RETURN NULL;
    END IF;
    IF live_guard_open(OLD.translation_key) THEN
        RETURN NULL;
    END IF;
    IF TG_OP = 'DELETE' THEN
        IF OLD.live THEN
            RAISE EXCEPTION USING ERRCODE = '<sqlstate>',
                MESSAGE = replace('<delete>', '{title}', OLD.title);
        END IF;
        RETURN NULL;
    END IF;
    IF NOT OLD.live AND NOT NEW.live THEN
        RETURN NULL;
    END IF;
    was := to_jsonb(OLD) - TG_ARGV;
    is_now := to_jsonb(NEW) - TG_ARGV;
    IF NEW.live_revision_id IS NULL THEN
        was := was - 'live_revision_id';
        is_now := is_now - 'live_revision_id';
    END IF;
    IF was = is_now THEN
        RETURN NULL;
    END IF;
    IF was - 'url_path' = is_now - 'url_path' AND EXISTS (
        SELECT FROM <page table> above
        WHERE live_guard_open(above.translation_key) AND above.path IN (
            SELECT left(NEW.path, size)
            FROM generate_series(<step>, length(NEW.path) - <step>, <step>) size
        )
    ) THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION USING ERRCODE = '<sqlstate>',
        MESSAGE = replace('<not through the door>', '{title}', OLD.title);
END
"""

# Arguments: the column that leads to the page, the SQL from its value to the page's id (empty if
# it is the id), and 'always' if drafts are guarded too. The page's row is locked as its own change
# would lock it: a row added to a draft and the publishing of that draft wait for each other.
_PART = """
DECLARE
    was jsonb := to_jsonb(OLD);
    is_now jsonb := to_jsonb(NEW);
    place text;
    page_id bigint;
    page record;
BEGIN
    IF TG_OP = 'UPDATE' AND was = is_now THEN
        RETURN NULL;
    END IF;
    FOR place IN
        SELECT DISTINCT value FROM unnest(ARRAY[was ->> TG_ARGV[0], is_now ->> TG_ARGV[0]]) value
        WHERE value IS NOT NULL ORDER BY value
    LOOP
        IF TG_ARGV[1] = '' THEN
            page_id := place::bigint;
        ELSE
            EXECUTE 'SELECT ' || TG_ARGV[1] INTO page_id USING place;
        END IF;
        SELECT title, live, translation_key INTO page
            FROM <page table> WHERE id = page_id FOR NO KEY UPDATE;
        CONTINUE WHEN NOT FOUND OR live_guard_open(page.translation_key);
        IF TG_ARGV[2] = 'always' THEN
            RAISE EXCEPTION USING ERRCODE = '<sqlstate>',
                MESSAGE = replace('<privacy>', '{title}', page.title);
        ELSIF page.live THEN
            RAISE EXCEPTION USING ERRCODE = '<sqlstate>',
                MESSAGE = replace('<not through the door>', '{title}', page.title);
        END IF;
    END LOOP;
    RETURN NULL;
END
"""


def functions() -> list[Function]:
    """Every function, in the order in which they need one another."""
    plpgsql = "trigger LANGUAGE plpgsql"
    return [
        Function("live_guard_open", "key uuid", "boolean LANGUAGE sql STABLE", _filled(_OPEN)),
        Function("live_guard_page", "", plpgsql, _filled(_PAGE)),
        Function("live_guard_part", "", plpgsql, _filled(_PART)),
    ]


def _filled(body: str) -> str:
    for name, value in {
        "setting": door.SETTING,
        "sqlstate": door.SQLSTATE,
        "page table": BasePage._meta.db_table,
        "step": str(BasePage.steplen),
        "not through the door": NOT_THROUGH_THE_DOOR,
        "delete": doorkeeper.DELETE,
        "privacy": doorkeeper.PRIVACY,
    }.items():
        body = body.replace(f"<{name}>", value)
    return body
