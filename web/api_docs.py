"""The API's own description: the OpenAPI document, and a page that lets one read and try it.

Both are open to anybody: they say what can be asked, the same in every marketplace, and nothing of what is in one.
"""

from csp.constants import SELF, UNSAFE_INLINE
from csp.decorators import csp_update
from django.utils.decorators import method_decorator
from django.views.decorators.cache import cache_control
from drf_spectacular.views import SpectacularJSONAPIView, SpectacularSwaggerSplitView


@method_decorator(cache_control(max_age=300, public=True), name="dispatch")
class Schema(SpectacularJSONAPIView):
    """The OpenAPI document."""

    public = "The description of the API, the same for everybody."
    authentication_classes = ()
    permission_classes = ()


# The one page with a weaker policy: Swagger's own page carries its styles inline. Scripts stay ours alone.
@method_decorator(csp_update({"style-src": [SELF, UNSAFE_INLINE]}), name="dispatch")
class Docs(SpectacularSwaggerSplitView):
    """The document as a page."""

    public = "The description of the API, the same for everybody."
    authentication_classes = ()
    permission_classes = ()

    def _get_schema_url(self, request: object) -> str:
        """Beside this page."""
        return "schema"
