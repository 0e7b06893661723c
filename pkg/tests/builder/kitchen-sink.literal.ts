// Made from `tests/kitchen_sink.yaml` by `cargo xtask codegen`; not edited by hand.

import type { StackSpec } from '../../src/spec.js';

export const kitchenSink: StackSpec = {
  "stack": "sink",
  "renamedFrom": "basin",
  "region": "eu-west-1",
  "tags": {
    "team": "storefront",
    "vpc": {
      "$expr": "aws_vpc.main.id"
    },
    "both": {
      "$join": [
        "a",
        {
          "$expr": "aws_vpc.main.id"
        }
      ]
    }
  },
  "state": {
    "lock": "both",
    "noncurrentVersions": "45 days",
    "encryption": "awsManaged",
    "from": "platform",
    "bucket": "acme-tfstate"
  },
  "network": {
    "cidr": "10.44.0.0/16",
    "zones": 3,
    "egress": "regionalNat",
    "flowLogs": {
      "traffic": "reject",
      "destination": "s3",
      "retention": "60 days"
    },
    "existing": {
      "vpc": "vpc-0ab1",
      "privateSubnets": [
        "subnet-0a1",
        {
          "$expr": "aws_vpc.main.id"
        }
      ],
      "publicSubnets": [
        "tag:Tier=public"
      ]
    },
    "from": {
      "stack": "platform",
      "environment": "shared"
    }
  },
  "encryption": "customerKey",
  "secrets": {
    "dbPassword": {
      "renamedFrom": "password",
      "description": "Password ${x}",
      "recovery": "7 days"
    },
    "old": {
      "arn": "arn:aws:secretsmanager:eu-west-1:123456789012:secret:legacy-AbCdEf",
      "kmsKey": "arn:aws:kms:eu-west-1:123456789012:key/4f0c52e1"
    }
  },
  "logs": {
    "retention": "400 days",
    "skipDestroy": true
  },
  "loadBalancer": {
    "scheme": "internal",
    "deletionProtection": true,
    "accessLogs": {
      "retention": "30 days"
    },
    "waf": true,
    "httpRedirect": false,
    "tlsPolicy": "ELBSecurityPolicy-TLS13-1-3-2021-06",
    "idleTimeout": "90 s",
    "securityHeaders": true,
    "host": "*.example.com",
    "zone": "example.com",
    "certificate": "arn:aws:acm:eu-west-1:123456789012:certificate/4f0c52e1",
    "existing": {
      "listener": "arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/app/shared/50dc6c495c0c9188/f2f7dc8efc522ab2",
      "securityGroup": "sg-0ab1"
    },
    "from": "platform"
  },
  "cluster": {
    "containerInsights": "enhanced",
    "existing": "shared",
    "from": "platform"
  },
  "share": [
    "network",
    "cluster",
    "loadBalancer"
  ],
  "role": "arn:aws:iam::{account}:role/deploy",
  "boundary": "arn:aws:iam::{account}:policy/boundary",
  "services": {
    "api": {
      "renamedFrom": "backend",
      "image": {
        "reference": "ghcr.io/example/api",
        "tagVariable": "api_tag"
      },
      "port": 8080,
      "size": {
        "vcpu": 0.5,
        "memory": "1 GiB"
      },
      "architecture": "arm",
      "ephemeralStorage": "50 GiB",
      "public": {
        "host": "api.example.com",
        "path": "/v1/*",
        "zone": "example.com",
        "certificate": "arn:aws:acm:eu-west-1:123456789012:certificate/4f0c52e1",
        "priority": 120
      },
      "healthCheck": {
        "path": "/healthz",
        "matcher": "200-299",
        "interval": "20 s",
        "timeout": "4 s",
        "healthy": 3,
        "unhealthy": 4,
        "grace": "2 min",
        "command": {
          "command": [
            "curl -f http://localhost:8080/ || exit 1"
          ],
          "interval": "20 s",
          "timeout": "4 s",
          "retries": 4,
          "startPeriod": "90 s"
        }
      },
      "env": {
        "TOPIC": {
          "$import": "topic"
        },
        "TEMPLATE": "${amount} EUR",
        "VPC_ID": {
          "$expr": "aws_vpc.main.id"
        }
      },
      "secrets": {
        "DB_PASSWORD": "dbPassword",
        "DB_USER": {
          "secret": "old",
          "key": "user"
        },
        "API_TOKEN": {
          "ssm": "/sink/token",
          "kmsKey": "arn:aws:kms:eu-west-1:123456789012:key/4f0c52e1"
        }
      },
      "command": [
        "serve",
        "--verbose"
      ],
      "envFiles": [
        "arn:aws:s3:::sink-config/common.env",
        {
          "file": "arn:aws:s3:::sink-config/api.env",
          "kmsKey": "arn:aws:kms:eu-west-1:123456789012:key/4f0c52e1"
        }
      ],
      "entrypoint": [
        "/bin/api"
      ],
      "workingDirectory": "/srv",
      "user": "1000:1000",
      "readOnlyRoot": false,
      "writable": [
        "/data"
      ],
      "init": false,
      "capabilities": [
        "SYS_PTRACE"
      ],
      "ulimits": {
        "nofile": {
          "soft": 65535,
          "hard": 1048576
        },
        "core": 0
      },
      "restartPolicy": {
        "ignoredExitCodes": [
          0,
          143
        ],
        "restartAttemptPeriod": "3 min"
      },
      "dependsOn": {
        "otel": "healthy",
        "migrate": "success"
      },
      "uses": {
        "short": {},
        "own": {
          "env": {
            "host": "OWN_HOST",
            "port": "OWN_PORT"
          }
        },
        "digest": {
          "env": "DIGESTS_URL"
        }
      },
      "serviceConnect": {
        "protocol": "http",
        "dnsName": "backend",
        "requestTimeout": "60 s",
        "idleTimeout": "2 min",
        "accessLogs": "json"
      },
      "sidecars": {
        "otel": {
          "image": {
            "reference": "registry.example.com/otel:1.0",
            "credentials": "dbPassword"
          },
          "essential": false,
          "dependsOn": {
            "migrate": "complete"
          },
          "healthCheck": [
            "/healthcheck"
          ],
          "env": {
            "LEVEL": "info"
          },
          "secrets": {
            "TOKEN": "dbPassword"
          },
          "envFiles": [
            "arn:aws:s3:::sink-config/otel.env"
          ],
          "command": [
            "--config=/etc/otel.yaml"
          ],
          "entrypoint": [
            "/otel"
          ],
          "workingDirectory": "/etc",
          "user": "10001",
          "readOnlyRoot": true,
          "writable": [
            "/var/otel"
          ],
          "memory": "256 MiB",
          "memoryReservation": "128 MiB",
          "vcpu": 0.0625,
          "init": true,
          "capabilities": [
            "SYS_PTRACE"
          ],
          "ulimits": {
            "nofile": 65535
          },
          "restartPolicy": {},
          "startTimeout": "60 s",
          "stopTimeout": "20 s"
        },
        "migrate": {
          "image": "ghcr.io/example/api:1.0",
          "command": [
            "./migrate"
          ]
        }
      },
      "scale": {
        "min": 2,
        "max": 10,
        "cpu": "60 %",
        "memory": "70 %",
        "requestsPerTask": 800,
        "hours": "mon-fri 07:00-19:00 Europe/Berlin"
      },
      "capacity": "mixed",
      "allow": [
        {
          "actions": [
            "s3:PutObject"
          ],
          "resources": [
            "arn:aws:s3:::exports/*",
            {
              "$expr": "aws_s3_bucket.x.arn"
            }
          ]
        }
      ],
      "allowEgress": [
        {
          "cidr": "10.20.0.0/16",
          "port": 5432
        }
      ],
      "exec": true,
      "stopTimeout": "90 s",
      "deploy": {
        "waitForSteadyState": true
      },
      "deregistrationDelay": "20 s",
      "alarms": "none",
      "usage": {
        "requests": "30M",
        "responseSize": "20 KB",
        "requestSize": "2 KB",
        "logsPerRequest": "500 B",
        "dataOut": "200 GB",
        "dataIn": "100 GB",
        "tasks": 4
      }
    },
    "short": {
      "image": "ghcr.io/example/short:1.0"
    },
    "own": {
      "image": {
        "repository": "shop/own",
        "tag": "v1"
      }
    },
    "digest": {
      "image": {
        "repository": "shop/digest",
        "digestVariable": "digest"
      }
    }
  },
  "alarms": {
    "email": [
      "oncall@example.com"
    ],
    "https": [
      "https://alerts.example.com/hook"
    ],
    "level": "essential",
    "cpu": "80 %",
    "memory": "90 %",
    "latency": "3 s",
    "errors": 7
  },
  "modules": {
    "queue": {
      "renamedFrom": "jobs",
      "source": "terraform-aws-modules/sqs/aws",
      "version": "~> 4.2",
      "inputs": {
        "name": "orders",
        "vpc": {
          "$expr": "aws_vpc.main.id"
        },
        "both": {
          "$join": [
            "a",
            {
              "$expr": "aws_vpc.main.id"
            }
          ]
        }
      }
    }
  },
  "raw": {
    "terraform": {
      "required_providers": {
        "random": {
          "source": "hashicorp/random",
          "version": "~> 3.6"
        }
      }
    },
    "provider": {
      "aws": {
        "alias": "virginia",
        "region": "us-east-1"
      }
    },
    "variable": {
      "size": {
        "type": "string",
        "default": "small"
      }
    },
    "locals": {
      "sizes": {
        "small": [
          1,
          null,
          true
        ]
      }
    },
    "data": {
      "aws_region": {
        "virginia": {
          "provider": "aws.virginia"
        }
      }
    },
    "ephemeral": {
      "aws_secretsmanager_secret_version": {
        "token": {
          "secret_id": "token"
        }
      }
    },
    "resource": {
      "aws_sqs_queue": {
        "extra": {
          "name": "extra",
          "tags": {
            "Vpc": {
              "$expr": "aws_vpc.main.id"
            }
          }
        }
      }
    },
    "action": {
      "aws_lambda_invoke": {
        "warm": {
          "config": {
            "function_name": "warm",
            "payload": "{}"
          }
        }
      }
    },
    "module": {
      "topic_raw": {
        "source": "../modules/topic"
      }
    },
    "output": {
      "size": {
        "value": {
          "$expr": "lookup(local.sizes, var.size)"
        }
      }
    },
    "check": {
      "size": {
        "assert": {
          "condition": {
            "$expr": "length(var.size) > 0"
          },
          "error_message": "no size"
        }
      }
    },
    "moved": {
      "from": "aws_sqs_queue.old",
      "to": "aws_sqs_queue.extra"
    },
    "import": {
      "to": "aws_sqs_queue.extra",
      "id": "https://example.com/extra"
    },
    "removed": {
      "from": "aws_sqs_queue.gone",
      "lifecycle": {
        "destroy": false
      }
    }
  },
  "overrides": {
    "aws_vpc.main": {
      "set": {
        "instance_tenancy": "default"
      },
      "merge": {
        "tags": {
          "Owner": "platform"
        }
      },
      "append": {
        "lifecycle.ignore_changes": [
          "tags"
        ]
      },
      "delete": [
        "tags.Name"
      ]
    }
  },
  "defaults": {
    "services": {
      "stopTimeout": "30 s",
      "env": {
        "STAGE": "{environment}"
      }
    }
  },
  "exports": {
    "vpcId": {
      "$expr": "aws_vpc.main.id"
    },
    "zones": {
      "value": [
        "a",
        {
          "$expr": "aws_vpc.main.id"
        }
      ],
      "type": "list",
      "description": "Zones ${x}",
      "sensitive": true,
      "through": "state"
    }
  },
  "imports": {
    "topic": {
      "stack": "platform",
      "environment": "shared",
      "export": "topicArn",
      "through": "state",
      "type": "text",
      "sensitive": false,
      "account": "012345678901",
      "region": "eu-central-1"
    }
  },
  "waive": {
    "flowLogs": "recorded elsewhere"
  },
  "environments": {
    "live": {
      "tier": "production",
      "account": "012345678901",
      "region": "eu-central-1",
      "tags": {
        "team": "platform"
      },
      "network": {
        "flowLogs": "none"
      },
      "share": [
        "cluster"
      ],
      "role": "arn:aws:iam::012345678901:role/deploy",
      "boundary": "arn:aws:iam::012345678901:policy/boundary",
      "encryption": "awsManaged",
      "secrets": {
        "more": {}
      },
      "logs": {
        "retention": "30 days"
      },
      "loadBalancer": {
        "accessLogs": "none"
      },
      "cluster": {
        "containerInsights": "disabled"
      },
      "services": {
        "api": {
          "size": {
            "vcpu": 1
          },
          "restartPolicy": "none",
          "sidecars": {
            "otel": "none"
          },
          "uses": {
            "own": "none"
          }
        },
        "short": "none"
      },
      "alarms": "none",
      "exports": {
        "zones": {
          "value": "a"
        }
      },
      "imports": {
        "topic": {
          "stack": "base"
        }
      },
      "budget": "2500 USD",
      "modules": {
        "topic": {
          "source": "../modules/topic"
        }
      },
      "raw": {
        "resource": {
          "aws_sqs_queue": {
            "extra": {
              "delay_seconds": 5
            }
          }
        }
      },
      "overrides": {
        "aws_vpc.main": {
          "set": {
            "enable_dns_support": true
          }
        }
      },
      "defaults": {
        "services": {
          "stopTimeout": "40 s"
        }
      },
      "waive": {
        "natGatewayPerZone": "egress leaves through the transit gateway"
      }
    }
  }
};
