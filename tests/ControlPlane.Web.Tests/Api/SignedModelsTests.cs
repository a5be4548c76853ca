using System.Text.Json;
using ControlPlane.TestKit;
using ControlPlane.TestKit.Onnx;
using ControlPlane.TestKit.Signing;
using ControlPlane.Web.Tests.Hosting;

namespace ControlPlane.Web.Tests.Api;

/// <summary>A control plane whose model <c>signed</c> takes signed files only.</summary>
public sealed class SignedModelsTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ModelSigner _signer = new();
    private HostUnderTest _host = null!;

    public async Task InitializeAsync()
    {
        foreach (var folder in (string[])["keys", "in"])
            Directory.CreateDirectory(_folder.Combine(folder));
        await File.WriteAllTextAsync(_folder.Combine("keys", "release.pem"), _signer.PublicKey);
        _host = await HostUnderTest.StartAsync(
            "--ModelSources:SigningKeys", _folder.Combine("keys"), "--ModelSources:SignedOnly", "signed;other", "--ModelSources:ImportFolder", _folder.Combine("in"));
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    public void Dispose()
    {
        _signer.Dispose();
        _folder.Dispose();
    }

    [Fact]
    [Trait("Fault", "F93")]
    public async Task Upload_Unsigned_IsRefusedWhereSignaturesAreAskedForAndNowhereElse()
    {
        Assert.Equal("signature_required", await CodeAsync("signed", OnnxModels.AddConstant(1), bundle: null));

        using var elsewhere = await _host.UploadAsync("free", OnnxModels.AddConstant(1));
        Assert.Equal(JsonValueKind.Null, (await HostUnderTest.ReadAsync(elsewhere)).GetProperty("signedBy").ValueKind);
    }

    [Fact]
    public async Task Upload_SignedByATrustedKey_IsRegisteredWithItsName()
    {
        var file = OnnxModels.AddConstant(2);

        using var answer = await UploadAsync("signed", file, _signer.Sign(file));

        Assert.Equal("release", (await HostUnderTest.ReadAsync(answer)).GetProperty("signedBy").GetString());
    }

    [Fact]
    [Trait("Fault", "F93")]
    public async Task Upload_SignatureOfAnotherFileOrKey_IsRefusedEvenWhereNoneIsAskedFor()
    {
        using var stranger = new ModelSigner();
        var file = OnnxModels.AddConstant(3);

        Assert.Equal("signature_invalid", await CodeAsync("signed", file, _signer.Sign(OnnxModels.AddConstant(4))));
        Assert.Equal("signature_invalid", await CodeAsync("signed", file, stranger.Sign(file)));
        Assert.Equal("signature_invalid", await CodeAsync("free", file, stranger.Sign(file)));
    }

    [Fact]
    public async Task Import_BundleBesideTheFile_CountsWhateverTheFileIsCalled()
    {
        var file = OnnxModels.AddConstant(5);
        await File.WriteAllBytesAsync(_folder.Combine("in", "a.onnx"), file);
        await File.WriteAllBytesAsync(_folder.Combine("in", "a.onnx.sig"), _signer.Sign(file));
        await File.WriteAllBytesAsync(_folder.Combine("in", "b.onnx"), OnnxModels.AddConstant(6));
        await File.WriteAllBytesAsync(_folder.Combine("in", "b.onnx.sig"), _signer.Sign(file));

        using var taken = await _host.PostAsync("models/signed/import", new { path = "a.onnx" });
        using var renamed = await _host.PostAsync("models/signed/import", new { path = "b.onnx" });

        Assert.Equal("release", (await HostUnderTest.ReadAsync(taken)).GetProperty("signedBy").GetString());
        Assert.Equal("signature_invalid", (await HostUnderTest.ReadProblemAsync(renamed, 400)).GetProperty("code").GetString());
    }

    private async Task<string?> CodeAsync(string model, byte[] file, byte[]? bundle)
    {
        using var answer = await UploadAsync(model, file, bundle);
        return (await HostUnderTest.ReadProblemAsync(answer, 400)).GetProperty("code").GetString();
    }

    private Task<HttpResponseMessage> UploadAsync(string model, byte[] file, byte[]? bundle)
    {
        var content = new ByteArrayContent(file);
        if (bundle is not null)
            content.Headers.TryAddWithoutValidation("x-model-signature", Convert.ToBase64String(bundle));
        return _host.UploadAsync(model, content);
    }
}
