using System.Text.Json;
using ControlPlane.Contracts.Feedback;
using ControlPlane.Contracts.Json;

namespace ControlPlane.AgentHost.Feedback;

/// <summary>An item in the queue. Written under the queue's lock.</summary>
internal sealed class QueuedFeedback(FeedbackItem item)
{
    /// <summary>The item.</summary>
    public FeedbackItem Item { get; } = item;

    /// <summary>Its length as JSON.</summary>
    public int JsonBytes { get; } = JsonSerializer.SerializeToUtf8Bytes(item, ContractsJsonContext.Default.FeedbackItem).Length;

    /// <summary>The file it lies in; 0 while it is in memory only.</summary>
    public int File { get; set; }

    /// <summary>True once the control plane has it.</summary>
    public bool IsPassedOn { get; set; }
}
