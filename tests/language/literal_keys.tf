locals {
  a = { true = 1, null = 2, false = 3 }
 b = { 1 = 2, 1.5 = 3 }
}
