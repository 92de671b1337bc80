"""What Schemathesis has to be told beside its configuration."""

import schemathesis

# A mail as it came is bytes like any others.
schemathesis.serializer.alias("message/rfc822", "application/octet-stream")
