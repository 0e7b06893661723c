check "x" {
  data "terraform_remote_state" "y" {
    backend = "local"
  }
  assert {
    condition = data.terraform_remote_state.y.outputs != null
    error_message = "no"
  }
}
