namespace ControlPlane.Web.Features.Analysis;

/// <summary>What a source sent back. Immutable.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Body">The whole body, bounded.</param>
public sealed record SourceAnswer(int Status, byte[] Body)
{
    /// <summary>Whether it is an answer at all; a redirect is none, because it would lead past the check of the address.</summary>
    public bool IsSuccess => Status is >= 200 and < 300;
}
