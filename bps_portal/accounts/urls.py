"""Addresses of the entrance, in front of Wagtail's own, which ask for a password alone."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn.views import RemoveWebAuthnView
from django.urls import path, reverse_lazy
from wagtail.admin.views.account import LogoutView

from .factor_reset import reset_factor
from .views import in_users_language, set_up_app, set_up_passkey, sign_in

FACTOR = "admin/second-factor/"

urlpatterns = [
    path("admin/login/", sign_in, name="account_login"),
    path("admin/login/second-factor/", mfa.authenticate, name="mfa_authenticate"),
    path("admin/login/inactive/", account.account_inactive, name="account_inactive"),
    path("admin/logout/", LogoutView.as_view(), name="account_logout"),
    path(FACTOR, in_users_language(mfa.index), name="mfa_index"),
    path(
        f"{FACTOR}password/",
        in_users_language(account.reauthenticate),
        name="account_reauthenticate",
    ),
    path(f"{FACTOR}again/", in_users_language(mfa.reauthenticate), name="mfa_reauthenticate"),
    path(f"{FACTOR}app/", set_up_app, name="mfa_activate_totp"),
    path(
        f"{FACTOR}app/remove/", in_users_language(totp.deactivate_totp), name="mfa_deactivate_totp"
    ),
    path(f"{FACTOR}passkey/", set_up_passkey, name="mfa_add_webauthn"),
    path(
        f"{FACTOR}passkey/<int:pk>/remove/",
        in_users_language(RemoveWebAuthnView.as_view(success_url=reverse_lazy("mfa_index"))),
        name="mfa_remove_webauthn",
    ),
    path(
        f"{FACTOR}codes/",
        in_users_language(codes.view_recovery_codes),
        name="mfa_view_recovery_codes",
    ),
    path(
        f"{FACTOR}codes/new/",
        in_users_language(codes.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(
        f"{FACTOR}codes/download/",
        in_users_language(codes.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
    path("admin/users/<int:user_id>/second-factor/", reset_factor, name="reset_factor"),
]
