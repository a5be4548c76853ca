namespace ControlPlane.Data.Signing;

/// <summary>A signing key for a screen, without its secret. Immutable.</summary>
/// <param name="Id">Its public name.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="RetiredAt">When it stopped to sign; null while it does.</param>
public sealed record SigningKeyRow(string Id, DateTimeOffset CreatedAt, DateTimeOffset? RetiredAt)
{
    /// <summary>The row of a stored key.</summary>
    public static SigningKeyRow Of(StoredSigningKey key) => new(key.Id, key.CreatedAt, key.RetiredAt);
}
