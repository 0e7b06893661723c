locals {
  a = "${"${"x"}"}-${join("-", [for x in ["a"] : "${x}-${"}"}"])}"
}
