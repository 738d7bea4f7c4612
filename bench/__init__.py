"""Benches: what the product is measured by, each beside a named rival in the same run. A bench measures, a test asserts."""

import django

django.setup()  # some benches measure through models, which must not be imported before
