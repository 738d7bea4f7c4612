"""Addresses of the application of sellers: `/m/<slug>/sell` for those who apply, `/m/<slug>/seller-applications` for staff."""

from django.urls import URLPattern, path

from sellers import api_disclosing as disclosing
from sellers import api_onboarding as programs
from sellers.views import data_of_seller, onboarding, payments, traders, trading
from sellers.views import onboarding_review as review

pages = [
    path("sell", onboarding.begin, name="sell"),
    path("sell/again", onboarding.again, name="sell_again"),
    path("sell/<str:token>", onboarding.follow, name="sell_on"),
    path("sell/<str:token>/<slug:step>", onboarding.step, name="sell_step"),
    path("seller-applications", review.applications, name="seller_applications"),
    path("seller-applications/count", review.count_waiting, name="seller_applications_count"),
    path("seller-applications/<str:reference>", review.application, name="seller_application"),
    path("seller-applications/<str:reference>/lift", review.lift, name="lift_limit"),
    path("seller-applications/<str:reference>/<str:deed>", review.decide, name="decide_seller_application"),
    path("data-requests", data_of_seller.data_requests, name="data_requests"),
    path("data-requests/count", data_of_seller.data_requests_count, name="data_requests_count"),
    path("data-requests/<str:reference>", trading.data_request, name="data_request"),
    path("data-requests/<str:reference>/<slug:deed>", data_of_seller.check_data, name="check_data"),
    path("parties/<str:reference>/data", data_of_seller.data_of_seller, name="data_of_seller"),
    path("payment-account", payments.payment_account, name="payment_account"),
    path("payment-account/keep", payments.keep_payment, name="keep_payment"),
    path("payment-moves/<str:token>", payments.stop_payment, name="stop_payment"),
    path("who-sells/<str:reference>", data_of_seller.who_sells, name="who_sells"),
    path("trader/<str:number>", traders.trader, name="trader"),
    path("seller-appeals", review.appeals, name="seller_appeals"),
    path("seller-appeals/<str:reference>", review.appeal, name="seller_appeal"),
]

api: list[URLPattern] = [
    path("sales", programs.Sales.as_view(), name="api_sales"),
    path("seller-disclosures", disclosing.Disclosures.as_view(), name="api_disclosures"),
    path("listings/<str:number>/trader", disclosing.TraderOfListing.as_view(), name="api_trader"),
    path("data-requests", programs.DataRequests.as_view(), name="api_data_requests"),
    path("seller-applications", programs.SellerApplications.as_view(), name="api_seller_applications"),
    path("seller-applications/<str:reference>", programs.OneSellerApplication.as_view(), name="api_seller_application"),
    path(
        "seller-applications/<str:reference>/decide",
        programs.SellerDecision.as_view(),
        name="api_decide_seller_application",
    ),
]
