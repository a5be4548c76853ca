using ControlPlane.Contracts.Outcomes;
using ControlPlane.Domain.Models.Signing;

namespace ControlPlane.Web.Api;

/// <summary>Reads the signature of a file from the headers of its upload. Stateless.</summary>
internal static class SignatureReader
{
    /// <summary>Name of the header.</summary>
    public const string Header = "x-model-signature";

    /// <summary>The bundle; empty when there is none.</summary>
    /// <returns>Refusal: <see cref="SigningRefusals.Invalid"/>.</returns>
    public static Outcome<byte[]> Read(IHeaderDictionary headers)
    {
        var text = headers[Header].ToString();
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length)
            ? bytes[..length]
            : Refusal.OfField(SigningRefusals.Invalid, Header, "is no base64", "send the bundle's bytes in base64");
    }
}
