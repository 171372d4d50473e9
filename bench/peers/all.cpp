#include "peer.hpp"

std::vector<peers::peer> peers::all_peers() {
  return {
      xact_exact(),    xact_accurate(),  xact_fast(),  standard_library(),
      look_up_table(), xsimd_formulas(), intrinsics(),
#ifdef XACT_PEER_LIBMVEC
      libmvec(),
#endif
#ifdef XACT_PEER_SLEEF
      sleef(),
#endif
#ifdef XACT_PEER_HIGHWAY
      highway(),
#endif
#ifdef XACT_PEER_EIGEN
      eigen(),
#endif
  };
}
