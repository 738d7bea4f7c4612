"""Django's entry for the package."""

from importlib import import_module

from django.apps import AppConfig


class ScannerConfig(AppConfig):
    """Floor 8: the reference index, the matchers, and the act of publishing."""

    name = "scanner"

    def ready(self) -> None:
        """Register the sweeps, and the jobs of audits and of classifiers of goods."""
        import_module("scanner.sweeps")
        import_module("scanner.audits")
        import_module("scanner.goods_jobs")
        import_module("scanner.outside.sweeps")
        import_module("scanner.specimen_rounds")
        import_module("scanner.sight")
