"""Addresses of fraud: `/m/<slug>/fraud` to report it, `fraud/signals` for staff, `warnings` for everybody inside."""

from django.urls import URLPattern, path

from sellers import api_warnings as programs
from sellers.views import warnings

pages = [
    path("fraud", warnings.report_fraud, name="report_fraud"),
    path("fraud/signals", warnings.fraud_signals, name="fraud_signals"),
    path("fraud/signals/count", warnings.fraud_signals_count, name="fraud_signals_count"),
    path("fraud/signals/warn", warnings.warn, name="warn"),
    path("fraud/signals/<str:reference>", warnings.fraud_signal, name="fraud_signal"),
    path("warnings", warnings.fraud_warnings, name="fraud_warnings"),
    path("warnings/count", warnings.fraud_warnings_count, name="fraud_warnings_count"),
    path("warnings/<str:reference>", warnings.fraud_warning, name="fraud_warning"),
    path("warnings/<str:reference>/<slug:deed>", warnings.change_warning, name="change_warning"),
]

api: list[URLPattern] = [
    path("fraud-reports", programs.FraudReports.as_view(), name="api_fraud_reports"),
    path("fraud-warnings", programs.FraudWarnings.as_view(), name="api_fraud_warnings"),
]
