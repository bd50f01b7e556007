# What stands in for the reader of a page: accounts, the network beyond this machine, and a key that is pressed.
# PORT is in the place of the local edge's 8080, STATSIG in that of Statsig's CDN, DEPLOYED in that of CloudFront.

npm() {
  case $1 in
    ci) ;; # The packages are lent by the checkout, in which it was run.
    start)
      shift
      if [ "$1" = -- ]; then shift; fi
      command npm start -- --port "$PORT" "$@"
      ;;
    *) command npm "$@" ;;
  esac
}

npx() {
  case "$1 $2" in
    'statsig-edge fetch') command npx "$@" --base-url "$STATSIG" ;;
    'cdktf deploy' | 'cdktf destroy') command npx "$@" --auto-approve --skip-provider-lock ;;
    *) command npx "$@" ;;
  esac
}

curl() {
  local arguments=()
  for argument; do
    argument=${argument/https:\/\/api.statsigcdn.com/$STATSIG}
    arguments+=("$(sed -E "s,https://[a-z0-9.]+\.cloudfront\.net,$DEPLOYED," <<<"$argument")")
  done
  command curl --silent "${arguments[@]}"
}

# Terraform's "yes".
export TF_CLI_ARGS_apply=-auto-approve TF_CLI_ARGS_destroy=-auto-approve
