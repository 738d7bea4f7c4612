"""Addresses of evidence, under `/m/<slug>/evidence/`."""

from django.urls import path

from evidence import views

app_name = "evidence"

urlpatterns = [
    path("<str:ref>/picture", views.picture, name="picture"),
    path("<str:ref>/pages", views.paper, name="paper"),
    path("<str:ref>/pages/<int:number>", views.paper_page, name="page"),
    path("<str:ref>/original", views.original, name="original"),
]
