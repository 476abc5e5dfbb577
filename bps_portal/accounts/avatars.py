"""The picture that somebody shows in the admin, cleaned like every other picture."""

from wagtail.admin.forms.account import AvatarPreferencesForm
from wagtail.admin.views.account import AvatarSettingsPanel

from bps_portal.content.forms import PictureUploadField


class AvatarForm(AvatarPreferencesForm):
    """Wagtail's, which keeps a small picture as it comes."""

    avatar = PictureUploadField(
        label=AvatarPreferencesForm.base_fields["avatar"].label, required=False
    )


def clean_avatars() -> None:
    """Have the account's page use this form."""
    AvatarSettingsPanel.form_class = AvatarForm
