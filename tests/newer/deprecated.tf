# Terraform 1.15: https://developer.hashicorp.com/terraform/language/block/variable
variable "days" {
  type       = number
  default    = null
  deprecated = "Use retention."
}

variable "version_of_network" {
  type    = string
  default = "v1"
  const   = true
}

output "name" {
  value      = "name"
  type       = string
  deprecated = "It is the name of the stack."
}

module "network" {
  source = "git::https://example.com/network.git?ref=${var.version_of_network}"
}
