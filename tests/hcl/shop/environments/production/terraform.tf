# Decisions about this file, with reasons. Change them in the spec.
# - network.egress = natPerZone (tier): How tasks reach what is outside the VPC. Private subnets
#   everywhere. Below production one NAT gateway serves all zones; in production each zone has its
#   own, since a zone whose gateway stands elsewhere loses its way out when that zone fails.

terraform {
  required_version = ">= 1.10"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.100.0, < 7.0.0"
    }
  }

  backend "s3" {
    key = "shop/production/terraform.tfstate"
  }
}
