# a
// b
/* c
 d */
locals { # x
  # y
  a = 1 # z
  b = 2 // w
  c = /* inline */ 3
  d = { # q
    # r
    x = 1, # s
    // t
    y = 2 /* u */
    /* v
    */
  }
}
# end without newline