namespace ControlPlane.AgentHost.Hosting;

/// <summary>What <c>--help</c> prints.</summary>
internal static class AgentHelp
{
    /// <summary>The text.</summary>
    public const string Text = """
        Serves models and follows the routing tables of a control plane.

          --control-plane URL   address of the control plane; may be repeated, or several with commas, where replicas share the work
          --allow-plain-http on|off   asks a control plane on another machine without TLS; anyone on the way can read what is said, default off
          --join-token TOKEN    single-use secret of the first start; later starts need none
          --listen URL          where callers reach inference, such as http://127.0.0.1:5101
          --grpc URL            where callers reach inference over gRPC, such as http://127.0.0.1:5111; off when not given
          --tls-certificate FILE, --tls-key FILE   PEM files for those of the two addresses that begin with https
          --admin URL           where /livez, /readyz and /metrics are; off when not given
          --cache ENDPOINT=MB   keeps answers of an endpoint, may be repeated; default none
          --triton-metrics on|off   /metrics carries Triton's names (nv_inference_…) too, default off
          --request-log PERCENT   logs this share of requests in the data folder, 64 MB at most; default 0
          --request-log-inputs on|off   with their inputs, at endpoints whose answers may be recorded; default off
          --data DIR            folder of this agent alone
          --pool NAME           environment it serves in, default production
          --label KEY=VALUE     free label, may be repeated
          --name NAME           shown to people, default the host's name
          --when-isolated return|freeze   what challengers do after 10 min without the control plane, default return
          --parent-pid PID      ends when that process is gone
          --config FILE         JSON file with a section "Agent"

        Each may also come as an environment variable, such as AGENT__ControlPlane or AGENT__Labels__zone,
        or from the section "Agent" of the file. Flags are stronger than variables, variables stronger than the file.
        "config show" before the options says what a start with them would take, and from where.

        Spans of requests and metrics go to a collector (OTLP) where OTEL_EXPORTER_OTLP_ENDPOINT names one;
        OTEL_EXPORTER_OTLP_PROTOCOL, OTEL_TRACES_SAMPLER, OTEL_SERVICE_NAME and the like mean what they always mean.
        """;
}
