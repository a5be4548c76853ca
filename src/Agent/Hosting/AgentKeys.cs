namespace ControlPlane.AgentHost.Hosting;

/// <summary>Names of settings in environment variables (behind <c>AGENT__</c>) and in the section <c>Agent</c> of the configuration file.</summary>
internal static class AgentKeys
{
    public const string Section = "Agent";
    public const string EnvironmentPrefix = "AGENT__";

    public const string ControlPlane = "ControlPlane";
    public const string AllowPlainHttp = "AllowPlainHttp";
    public const string JoinToken = "JoinToken";
    public const string Listen = "Listen";
    public const string Grpc = "Grpc";
    public const string TlsCertificate = "TlsCertificate";
    public const string TlsKey = "TlsKey";
    public const string Admin = "Admin";
    public const string TritonMetrics = "TritonMetrics";
    public const string RequestLog = "RequestLog";
    public const string RequestLogInputs = "RequestLogInputs";
    public const string Data = "Data";
    public const string Pool = "Pool";
    public const string Labels = "Labels";
    public const string Caches = "Caches";
    public const string Name = "Name";
    public const string WhenIsolated = "WhenIsolated";
    public const string ParentPid = "ParentPid";
    public const string Config = "Config";
}
