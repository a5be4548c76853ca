namespace ControlPlane.TestKit.Documents;

/// <summary>A fenced block of a page. Immutable.</summary>
/// <param name="Kind">What stands behind the fence, such as <c>bash</c>.</param>
/// <param name="Text">Its lines.</param>
public sealed record CodeBlock(string Kind, string Text);
