using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Evidence;

/// <summary>Is it better, by how much, how sure, for whom, since when: what a rollout's evidence says now.</summary>
public sealed partial class AnswerList
{
    [Parameter, EditorRequired]
    public required IReadOnlyList<EvidenceAnswer> Answers { get; set; }
}
