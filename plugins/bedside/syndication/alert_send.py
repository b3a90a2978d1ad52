"""Send an alert by e-mail or through Apprise. The addresses are secrets: they are in no message of ours."""

import importlib
import os
import smtplib
import ssl
from collections.abc import Mapping
from email.message import EmailMessage
from urllib.parse import SplitResult, unquote, urlsplit

from bedside.platforms.hosts import allowed_by_environment
from bedside.practice import Practice
from bedside.syndication.alerts import Alert
from bedside.syndication.watch import Tell, nobody

__all__ = ["teller"]

_TIMEOUT = 20  # seconds for a mail server's answer
_PORTS = {
    "smtps": 465,
    "smtp": 587,
}  # RFC 8314 section 3.3 and RFC 6409 section 3.1 (read 2026-11-22)


def teller(practice: Practice, environment: Mapping[str, str] = os.environ) -> Tell:
    """Return what sends messages as `[alerts]` says; `nobody` where it names no one."""
    alerts = practice.alerts
    if not alerts.email and not alerts.apprise_env:
        return nobody

    def tell(alert: Alert) -> str:
        problems = []
        if alerts.email and alerts.smtp_env:
            sender = alerts.sender or alerts.email
            mail = _mail(alert, sender, alerts.email)
            problems.append(_by_mail(mail, alerts.smtp_env, environment))
        if alerts.apprise_env:
            problems.append(_by_apprise(alert, alerts.apprise_env, environment))
        # One way that worked is enough: the next run would tell again on both.
        return "" if "" in problems else "; ".join(problems)

    return tell


def _mail(alert: Alert, sender: str, to: str) -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, to, alert.subject
    mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: no out-of-office answers
    mail.set_content(alert.body)
    return mail


def _by_mail(mail: EmailMessage, name: str, environment: Mapping[str, str]) -> str:
    """Send it; return why it was not sent, or nothing."""
    url = urlsplit(environment.get(name, "").strip())
    if url.scheme not in _PORTS or not url.hostname:
        return f"{name} is not set, or is no address like smtps://user:password@mail.example"
    try:
        with _connection(url) as server:
            if url.username:
                server.login(unquote(url.username), unquote(url.password or ""))
            server.send_message(mail)
    except (OSError, smtplib.SMTPException) as error:
        return f"the mail server {url.hostname} did not take it ({type(error).__name__})"
    return ""


def _connection(url: SplitResult) -> smtplib.SMTP:
    """Connect, encrypted unless BEDSIDE_ALLOW_HOSTS names the host: a password is sent."""
    host, port = url.hostname or "", url.port or _PORTS[url.scheme]
    if url.scheme == "smtps":
        return smtplib.SMTP_SSL(host, port, timeout=_TIMEOUT, context=ssl.create_default_context())
    server = smtplib.SMTP(host, port, timeout=_TIMEOUT)
    server.ehlo()
    if server.has_extn("starttls") or not allowed_by_environment(url.geturl()):
        try:
            server.starttls(context=ssl.create_default_context())
        except (OSError, smtplib.SMTPException):
            server.close()
            raise
    return server


def _by_apprise(alert: Alert, name: str, environment: Mapping[str, str]) -> str:
    try:
        apprise = importlib.import_module("apprise")  # loads slowly, and is not always there
    except ImportError:
        return "Apprise is not installed: `pip install bedside[alerts]`"
    sender = apprise.Apprise()
    if not sender.add(environment.get(name, "")):
        return f"{name} is not set, or is no address that Apprise knows"
    try:
        is_sent = sender.notify(title=alert.subject, body=alert.body)
    except Exception as error:  # noqa: BLE001  a service's bug must not stop a run
        return f"Apprise failed ({type(error).__name__})"
    return "" if is_sent else "Apprise could not deliver it"
