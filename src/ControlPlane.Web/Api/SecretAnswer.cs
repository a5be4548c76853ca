namespace ControlPlane.Web.Api;

/// <summary>Marks a route whose answer holds a secret, so that it is never kept.</summary>
internal sealed class SecretAnswer
{
    public static SecretAnswer Instance { get; } = new();
}
