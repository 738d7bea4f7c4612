"""Addresses of what follows a hold: `corrections` of suppliers, `goods-risks`, `sampling`."""

from django.urls import path

from fulfillment import api_outcomes as programs
from fulfillment.views import corrections, risks

pages = [
    path("corrections", corrections.corrections, name="corrections"),
    path("corrections/count", corrections.count_corrections, name="corrections_count"),
    path("corrections/new", corrections.ask, name="ask_correction"),
    path("corrections/<str:reference>", corrections.correction, name="correction"),
    path("corrections/<str:reference>/answer", corrections.answer, name="answer_correction"),
    path("corrections/<str:reference>/judge", corrections.judge, name="judge_correction"),
    path("goods-risks", risks.goods_risks, name="goods_risks"),
    path("goods-risks/<uuid:risk_id>", risks.goods_risk, name="goods_risk"),
    path("sampling", risks.sampling, name="sampling"),
]

api = [
    path("corrections", programs.Corrections.as_view(), name="api_corrections"),
    path("corrections/<str:reference>", programs.OneCorrection.as_view(), name="api_correction"),
    path("corrections/<str:reference>/answer", programs.CorrectionAnswer.as_view(), name="api_answer_correction"),
    path("corrections/<str:reference>/judgement", programs.CorrectionJudgement.as_view(), name="api_judge_correction"),
    path("goods-risks", programs.GoodsRisks.as_view(), name="api_goods_risks"),
    path("sampling", programs.Shares.as_view(), name="api_sampling"),
]
