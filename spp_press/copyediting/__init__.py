"""The manuscript's rules: what an editor would mark, and the little that may be corrected unasked.

``prose`` finds the words among the notation, ``marks``, ``figures`` and ``names`` judge them,
``fixing`` corrects what is certain. Nothing here stops a build: all findings are warnings.
"""

from spp_press.copyediting.fixing import Fixed, fix, fix_manuscripts
from spp_press.copyediting.proof import proof_manuscript, proof_text

__all__ = ["Fixed", "fix", "fix_manuscripts", "proof_manuscript", "proof_text"]
