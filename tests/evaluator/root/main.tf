# What the expressions of the corpus refer to. It needs no provider.

variable "text" {
  type    = string
  default = "hello"
}

variable "number" {
  type    = number
  default = "12"
}

variable "flag" {
  default = true
}

variable "list" {
  type    = list(string)
  default = ["b", "a", "c", "a"]
}

variable "numbers" {
  type    = list(number)
  default = [3, 1, "2"]
}

variable "set" {
  type    = set(string)
  default = ["b", "a", "b"]
}

variable "map" {
  type    = map(number)
  default = { one = 1, two = "2" }
}

variable "any_map" {
  type    = map(any)
  default = { one = 1, two = "b" }
}

variable "tuple" {
  type    = tuple([string, number, bool])
  default = [1, "2", "true"]
}

variable "object" {
  type = object({
    name = string
    size = optional(number, 3)
    tags = optional(map(string))
    zone = optional(object({ name = string, width = optional(number, 24) }), { name = "a" })
  })
  default = { name = 7, further = true }
}

variable "objects" {
  type = map(object({ size = number, public = optional(bool, false) }))
  default = {
    web = { size = 2, public = true }
    api = { size = "4" }
  }
}

variable "null_text" {
  type    = string
  default = null
}

variable "null_number" {
  type    = number
  default = null
}

variable "null_flag" {
  type    = bool
  default = null
}

variable "null_list" {
  type    = list(string)
  default = null
}

variable "null_map" {
  type    = map(string)
  default = null
}

variable "null_any" {
  default = null
}

variable "empty_numbers" {
  type    = list(number)
  default = []
}

variable "empty_set" {
  type    = set(string)
  default = []
}

variable "secret_flag" {
  type      = bool
  default   = true
  sensitive = true
}

variable "secret_number" {
  type      = number
  default   = 1
  sensitive = true
}

variable "secret_map" {
  type      = map(string)
  default   = { a = "one", b = "two" }
  sensitive = true
}

variable "not_nullable" {
  type     = string
  default  = "kept"
  nullable = false
}

variable "secret" {
  type      = string
  default   = "hunter2"
  sensitive = true
}

variable "secrets" {
  type      = list(string)
  default   = ["one", "two"]
  sensitive = true
}

variable "empty_list" {
  type    = list(string)
  default = []
}

variable "empty_map" {
  type    = map(string)
  default = {}
}

variable "negative" {
  default = -5
}

variable "fraction" {
  type    = number
  default = 2.5
}

resource "terraform_data" "one" {}

resource "terraform_data" "two" {
  count = 2
}

resource "terraform_data" "keyed" {
  for_each = var.set
}

locals {
  name    = "${var.text}-world"
  double  = var.number * 2
  nested  = { a = { b = [{ c = "deep" }, { c = "deeper" }] } }
  mixed   = [1, "a", true, null, { x = 1 }]
  people  = [{ name = "ann", age = 31, team = "red" }, { name = "bob", age = 27, team = "blue" }, { name = "cyd", age = 44, team = "red" }]
  tags    = merge({ stack = "shop" }, { env = "dev" }, var.empty_map)
  hidden  = { open = 1, closed = var.secret }
  text    = "a,b;c"
  unknown = terraform_data.one.id

  template = "$${name} has %%{for n in list}<$${n}>%%{endfor} and $${upper(name)}"
  single   = "$${name}"
  outside  = "$${var.text}"
  partly   = { known = 1, unknown = terraform_data.one.id }

  heredoc = <<EOT
first ${var.text}
  second
EOT

  dedented = <<-EOT
    first
      second ${1 + 1}
    third
  EOT

  escaped = <<-EOT
    $${literal} %%{if}
    "quoted" \n
  EOT

  loop = <<-EOT
    %{for name in var.list~}
    - ${name}
    %{endfor~}
  EOT

  choice = <<-EOT
    %{if var.flag}yes%{else}no%{endif}
    %{~if !var.flag}never%{endif~}
    end
  EOT

  indexed = <<-EOT
    %{for index, name in var.list}${index}=${name};%{endfor}
  EOT
}
