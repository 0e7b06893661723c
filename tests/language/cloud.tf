terraform {
  cloud {
    hostname     = "app.terraform.io"
    organization = "example"

    workspaces {
      project = "shop"
      tags    = ["production"]
    }
  }
}
