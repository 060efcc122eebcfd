"""A way of signing for tests: writes the order behind the file, as a provider writes its signature into it."""

from foundation.papers.signing import SigningOrder


class StampingSigner:
    """Has the shape of foundation.papers.signing.Signer."""

    code = "stamp"

    def signed(self, pdf: bytes, order: SigningOrder) -> bytes:
        """The PDF with a stamp."""
        return pdf + f"%stamped {order.nip} {order.number}".encode()
