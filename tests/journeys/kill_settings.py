"""The settings of the journeys, with a post office before which a worker can be killed."""

from tests.journeys.settings import *  # noqa: F403

EMAIL_BACKEND = "tests.journeys.post.Post"
