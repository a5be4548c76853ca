namespace ControlPlane.Web.Components;

/// <summary>What the API answered to a file that the browser sent. Immutable.</summary>
/// <param name="FileName">Name of the file; empty when the browser told none.</param>
/// <param name="Status">HTTP status; 0 when no answer came, -1 when the viewer stopped it.</param>
/// <param name="Body">Body of the answer.</param>
public sealed record UploadedAnswer(string FileName, int Status, string Body);
