"""The check digits that payment cards, bank accounts and vehicles carry."""

__all__ = ["is_card", "is_iban", "is_vin"]

_CARD_LENGTHS = range(13, 20)
_VIN_VALUES = dict(zip("ABCDEFGHJKLMNPRSTUVWXYZ0123456789", (1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 7, 9, 2, 3, 4, 5, 6, 7, 8, 9, *range(10)), strict=True))  # fmt: skip
# 49 CFR 565.15(c), check digit: http://www.automobilesoftware.com/wiki/index.php?n=VinData.9thCheckDigit (read 2026-11-22)
_VIN_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)


def is_card(text: str) -> bool:
    """Tell whether the digits pass the Luhn check that payment cards carry (ISO/IEC 7812-1)."""
    plain = [int(one) for one in text if one.isdigit()]
    doubled = [sum(divmod(2 * one, 10)) for one in plain[-2::-2]]
    right = (sum(plain[-1::-2]) + sum(doubled)) % 10 == 0
    return (
        right and len(plain) in _CARD_LENGTHS and plain[0] in (3, 4, 5, 6) and len(set(plain)) > 1
    )


def is_iban(text: str) -> bool:
    """Tell whether the text passes the IBAN check (ISO 13616: remainder 1 by 97)."""
    plain = text.replace(" ", "")
    return int("".join(str(int(one, 36)) for one in plain[4:] + plain[:4])) % 97 == 1


def is_vin(text: str) -> bool:
    """Tell whether the ninth of 17 characters is the check digit of the others."""
    total = sum(_VIN_VALUES[one] * weight for one, weight in zip(text, _VIN_WEIGHTS, strict=True))
    return text[8] == "0123456789X"[total % 11]
