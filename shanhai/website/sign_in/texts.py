"""What signing in says: errors, messages and mails, in three languages."""

from __future__ import annotations

from shanhai.sheets import Words

ERRORS: dict[str, Words] = {
    "account_inactive": Words("This account may not sign in any more.", "此账号已停用。"),
    "enter_current_password": Words("This is not your present password.", "当前密码不正确。"),
    "incorrect_code": Words(
        "This code is not right, or has been used already. Wait for the next one.",
        "验证码不正确或已使用，请等待下一个。",
    ),
    "incorrect_password": Words("This is not your password.", "密码不正确。"),
    "invalid_or_expired_key": Words("This link has been used or has expired.", "链接已使用或已过期。"),
    "invalid_login": Words("Name and password do not fit together.", "登录名或密码不正确。"),
    "invalid_password_reset": Words(
        "This link has been used or has expired. Ask for a new one.", "链接已使用或已过期，请重新申请。"
    ),
    "too_many_login_attempts": Words(
        "Too many attempts. Wait five minutes and try again.", "尝试次数过多，请五分钟后再试。"
    ),
    "username_password_mismatch": Words("Name and password do not fit together.", "登录名或密码不正确。"),
    "email_password_mismatch": Words("Name and password do not fit together.", "登录名或密码不正确。"),
    "username_taken": Words("Somebody has this name already. Choose another.", "该登录名已被使用，请另选。"),
    "rate_limited": Words("Too many requests. Wait a little and try again.", "请求过于频繁，请稍后再试。"),
    "cannot_delete_authenticator": Words("This cannot be removed now.", "目前不能移除。"),
    "cannot_generate_recovery_codes": Words(
        "Recovery codes come with a second factor. Set one up first.", "请先设置第二验证方式，再生成恢复码。"
    ),
    "connected_other": Words(
        "This single sign-on belongs to another account here.", "该统一认证身份已关联其他账号。"
    ),
    "disconnect_last": Words(
        "This is the only way in which you can sign in. Set a password first.",
        "这是您唯一的登录方式，请先设置密码。",
    ),
}

MESSAGES: dict[str, Words] = {
    "account/messages/logged_out.txt": Words("You have signed out.", "您已退出登录。"),
    "account/messages/password_changed.txt": Words("Your password has been changed.", "密码已修改。"),
    "account/messages/password_set.txt": Words("Your password has been set.", "密码已设置。"),
    "mfa/messages/totp_activated.txt": Words("The authenticator app is set up.", "验证器应用已启用。"),
    "mfa/messages/totp_deactivated.txt": Words("The authenticator app is removed.", "验证器应用已停用。"),
    "mfa/messages/webauthn_added.txt": Words("The passkey is added.", "通行密钥已添加。"),
    "mfa/messages/webauthn_removed.txt": Words("The passkey is removed.", "通行密钥已移除。"),
    "mfa/messages/recovery_codes_generated.txt": Words(
        "You have new recovery codes. Keep them where only you can find them.",
        "恢复码已生成，请妥善保管。",
    ),
    "usersessions/messages/sessions_logged_out.txt": Words(
        "You are signed out on all other devices.", "其他设备均已退出登录。"
    ),
    "socialaccount/messages/account_connected.txt": Words(
        "Single sign-on is connected to your account.", "统一认证已关联到您的账号。"
    ),
    "socialaccount/messages/account_connected_other.txt": ERRORS["connected_other"],
    "socialaccount/messages/account_connected_updated.txt": Words(
        "Single sign-on is connected to your account.", "统一认证已关联到您的账号。"
    ),
    "socialaccount/messages/account_disconnected.txt": Words(
        "Single sign-on is no longer connected to your account.", "统一认证已与您的账号解除关联。"
    ),
}

_TOLD = "If this was not you, tell the programme office at once."
_TOLD_ZH = "如非本人操作，请立即告知项目办。"


def _told(en: str, zh: str) -> tuple[Words, Words]:
    return Words(en, zh), Words(f"{en}\n\n{_TOLD}", f"{zh}。\n\n{_TOLD_ZH}")


#: allauth's name of a mail → its subject and its text.
MAILS: dict[str, tuple[Words, Words]] = {
    "account/email/password_reset_key": (
        Words("Choose a new password", "重设密码"),
        Words(
            "Somebody, probably you, has asked for a new password for the account {username}.\n"
            "Open this link to choose one; it works once and for one day:\n\n{password_reset_url}\n\n"
            "If this was not you, do nothing: your password stays as it is.",
            "有人（可能是您本人）申请重设账号 {username} 的密码。\n"
            "请打开以下链接设置新密码，链接一日内有效，仅可使用一次：\n\n{password_reset_url}\n\n"
            "如非本人操作，无需处理，原密码不变。",
        ),
    ),
    "account/email/password_changed": _told("Your password has been changed", "您的密码已修改"),
    "account/email/password_set": _told("Your password has been set", "您的密码已设置"),
    "account/email/password_reset": _told("Your password has been reset", "您的密码已重设"),
    "mfa/email/totp_activated": _told("An authenticator app was set up", "已启用验证器应用"),
    "mfa/email/totp_deactivated": _told("The authenticator app was removed", "已停用验证器应用"),
    "mfa/email/webauthn_added": _told("A passkey was added", "已添加通行密钥"),
    "mfa/email/webauthn_removed": _told("A passkey was removed", "已移除通行密钥"),
    "mfa/email/recovery_codes_generated": _told("New recovery codes were made", "已生成新的恢复码"),
    "socialaccount/email/account_connected": _told(
        "Single sign-on was connected to your account", "您的账号已关联统一认证"
    ),
    "socialaccount/email/account_disconnected": _told(
        "Single sign-on was disconnected from your account", "您的账号已解除统一认证关联"
    ),
}
