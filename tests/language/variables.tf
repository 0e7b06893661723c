variable "a" {
  type = object({
    b = string, # x
    c = optional(list(object({ d = number })), [])
    e = optional(string, "x")
  })
  default = null
}
variable "f" {
  type = map(any)
  default = { a = 1 }
  nullable = false
  sensitive = true
  validation {
    condition = length(var.f) > 0
    error_message = "no ${jsonencode("x")}"
  }
}
variable "g" {
 type = tuple([string, number])
 default = ["a", 2 * 3]
}
variable "h" {
 default = <<EOT
plain ${"x"}
EOT
}
variable "i" {
 type = string
 ephemeral = true
 default = ""
}
