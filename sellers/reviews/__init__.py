"""Reviews of sellers by accredited inspectors: what is asked, who may inspect whom, and what comes out of the answers."""
