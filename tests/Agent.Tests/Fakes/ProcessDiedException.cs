namespace ControlPlane.AgentHost.Tests.Fakes;

/// <summary>The process is no more; nothing of the product catches this.</summary>
internal sealed class ProcessDiedException : Exception;
