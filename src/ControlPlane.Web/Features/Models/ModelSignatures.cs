using ControlPlane.Contracts.Outcomes;
using ControlPlane.Domain.Models.Signing;
using Microsoft.Extensions.Options;

namespace ControlPlane.Web.Features.Models;

/// <summary>Which models take signed files only, and whose signatures count: the administrator's configuration, which no token can change. A singleton, immutable.</summary>
public sealed class ModelSignatures(IOptions<ModelSourceOptions> options)
{
    private readonly IReadOnlyList<TrustedKey> _keys = options.Value.ReadKeys();

    /// <summary>Whether a file may become a version of a model.</summary>
    /// <param name="model">Name of the registered model.</param>
    /// <param name="digest">SHA-256 of the file, lower-case hexadecimal.</param>
    /// <param name="bundle">The signature that came with it; null when none did.</param>
    /// <returns>Name of the key that signed, or the empty text where none is asked for and none came. Refusals: <see cref="SigningRefusals"/>.</returns>
    public Outcome<string> Check(string model, string digest, byte[]? bundle)
    {
        if (bundle is not null)
            return SignatureRule.Check(bundle, digest, _keys);
        return options.Value.TakesSignedOnly(model)
            ? Refusal.OfField(SigningRefusals.Required, "signature", $"is missing; '{model}' takes signed files only", "send the bundle that model signing made, such as with models push --signature model.sig")
            : "";
    }
}
