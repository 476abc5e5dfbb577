"""Takes a translated file back: says what would change, and does it once that is accepted."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import AbstractPage
from wagtail.permissions import policy_registry

from bps_portal import languages
from bps_portal.languages.history import EDITED
from bps_portal.languages.permissions import writable_codes
from bps_portal.languages.units import units, write
from bps_portal.translations.kinds import Kind, kind_label, kind_name, kinds
from bps_portal.translations.memory import remember

from .comparing import changes
from .exporting import opened
from .files import LINE_ID, PART_ID, FileRefusedError, Part, TranslationFile
from .plans import ObjectPlan, Outcome, Plan


def plan(file: TranslationFile, user: Any = None) -> Plan:
    """Return what accepting a file would do; nothing is changed.

    Args:
        file: as it was read.
        user: who takes it; None for a program, which may write everything.

    Raises:
        FileRefusedError: for a language in which the user may not write, ids that are not ours or
            stand there twice, lines that are missing, and objects that are gone or closed.
    """
    if file.target not in writable_codes(user):
        raise FileRefusedError(
            _("You may not change texts in this language: %(language)s.")
            % {"language": languages.name(file.target)}
        )
    _check_ids(file)
    objects = [_object_plan(part, file, user) for part in file.parts]
    return Plan(file.source, file.target, [each for each in objects if each.changes])


@transaction.atomic
def accept(
    file: TranslationFile, user: Any = None, progress: Callable[[int], None] = lambda _done: None
) -> Plan:
    """Take a file: pages get a draft, what has no drafts is saved. Return what was done.

    Args:
        file: as it was read.
        user: who takes it; None for a program.
        progress: told the number of objects that are done.

    Raises:
        FileRefusedError: as `plan`, and for an object that can no longer be saved; then nothing is
            changed at all.
    """
    # In one order, so that two files do not wait for each other.
    for part in sorted(file.parts, key=lambda part: part.id):
        kind, key = _object_of(part)
        # Nobody saves between what is compared here and what is saved.
        kind._default_manager.select_for_update().order_by("pk").filter(pk=key).first()
    found = plan(file, user)
    for done, each in enumerate(found.objects, start=1):
        if each.changes_something:
            _save(each, found.target, user)
            _remember(each, found)
        progress(done)
    return found


def _save(each: ObjectPlan, target: str, user: Any) -> None:
    obj = each.obj
    write(each.units, {change.key: change.new for change in each.of(Outcome.CHANGED)})
    obj.translating = (target,)
    obj.confirming = [(segment, target) for segment in _confirmed(each)]
    try:
        if isinstance(obj, AbstractPage):
            obj.save_revision(user=user, log_action=True)
        else:
            obj.full_clean()
            obj.save()
            log(instance=obj, action=EDITED, user=user, content_changed=True)
    except ValidationError as error:
        message = _("%(title)s cannot be saved: %(reason)s")
        reason = " ".join(error.messages)
        raise FileRefusedError(message % {"title": each.title, "reason": reason}) from error


def _taken(each: ObjectPlan) -> set[str]:
    return {change.key for change in (*each.of(Outcome.CHANGED), *each.of(Outcome.CONFIRMED))}


def _remember(each: ObjectPlan, found: Plan) -> None:
    taken = _taken(each)
    now = units(each.obj, found.source, found.target)
    remember([unit for unit in now if unit.key in taken], found.source, found.target)


def _confirmed(each: ObjectPlan) -> set[str]:
    """Return the segments of which every unit came back done or changed."""
    taken = _taken(each)
    of_segment: dict[str, set[str]] = {}
    for unit in each.units:
        of_segment.setdefault(unit.segment, set()).add(unit.key)
    return {segment for segment, keys in of_segment.items() if keys <= taken}


def _check_ids(file: TranslationFile) -> None:
    twice = [key for key, n in Counter(part.id for part in file.parts).items() if n > 1]
    for part in file.parts:
        ids = Counter(line.id.rsplit(".", 2)[0] for line in part.lines)
        twice += [f"{part.id}/{key}" for key, n in ids.items() if n > 1]
    if twice:
        raise FileRefusedError(_("The file holds this id twice: %(id)s") % {"id": twice[0][:200]})
    for part in file.parts:
        match = PART_ID.fullmatch(part.id)
        foreign = [line.id for line in part.lines if not LINE_ID.fullmatch(line.id)]
        if match is None or foreign:
            shown = (foreign[0] if match else part.id)[:200]
            message = _("The file does not come from this portal: it has the id “%(id)s”.")
            raise FileRefusedError(message % {"id": shown})
        if (sent := int(match["lines"])) > len(part.lines):
            message = _("%(missing)d of the %(sent)d texts of %(part)s are missing in the file.")
            values = {
                "missing": sent - len(part.lines),
                "sent": sent,
                "part": part.title or part.id,
            }
            raise FileRefusedError(message % values)


def _object_of(part: Part) -> tuple[Kind, int]:
    match = PART_ID.fullmatch(part.id)
    found = [kind for kind in kinds() if match and kind_name(kind) == match["kind"]]
    if not match or not found:
        raise FileRefusedError(_("The portal has no content of the kind “%s”.") % part.id[:100])
    return found[0], int(match["key"])


def _object_plan(part: Part, file: TranslationFile, user: Any) -> ObjectPlan:
    kind, key = _object_of(part)
    obj = opened(kind, key)
    if obj is None:
        name = part.title or f"{kind_label(kind)} {key}"
        raise FileRefusedError(_("This was deleted since the export: %(name)s.") % {"name": name})
    check_rights(obj, user)
    now = units(obj, file.source, file.target)
    return ObjectPlan(obj, now, changes(part, now))


def check_rights(obj: Any, user: Any) -> None:
    """Refuse an object that the user may not edit, or that somebody has locked.

    Raises:
        FileRefusedError: names the object.
    """
    if user is None:
        return
    if isinstance(obj, AbstractPage):
        rights = obj.permissions_for_user(user)
        may, locked = rights.can_edit(), rights.page_locked()
    else:
        policy = policy_registry.get_by_type(type(obj))
        may, locked = policy.user_has_permission_for_instance(user, "change", obj), False
    if not may:
        raise FileRefusedError(_("You may not edit this: %(name)s.") % {"name": obj})
    if locked:
        raise FileRefusedError(_("Somebody has locked this: %(name)s.") % {"name": obj})
