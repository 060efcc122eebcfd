"""Who holds the shares of a fictional office's recovery key."""

from foundation.vault.recovery.custodians import ShareHolder

HOLDERS = (
    ShareHolder("Ahmad Contoh", "Sekretaris Daerah", of_inspectorate=False),
    ShareHolder("Budi Contoh", "Kepala Bagian Hukum", of_inspectorate=False),
    ShareHolder("Citra Contoh", "Inspektur", of_inspectorate=True),
)
