locals {
  a = path.module
  b = "${path.root}/x"
  c = terraform.workspace
  d = path.cwd
 e = terraform.applying
}
