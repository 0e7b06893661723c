locals {
 a = { "x" = 1, x = 2, "x" : 3 }
 b = { (local.k) = 1, (local.k) = 2 }
 k = "k"
 c = { "${local.k}" = 1, "${local.k}" = 2 }
}
