using System.Net;
using System.Security.Cryptography;
using ControlPlane.TestKit;
using ControlPlane.TestKit.Onnx;
using ControlPlane.Web.Features.Models;
using ControlPlane.Web.Tests.Hosting;
using Microsoft.Extensions.Options;

namespace ControlPlane.Web.Tests.Api;

/// <summary>Imports by address: one that is allowed, and every way to make the control plane ask somebody else.</summary>
public sealed class ImportFromUrlTests
{
    private static readonly byte[] Model = OnnxModels.AddConstant(7);
    private static readonly string Digest = $"sha256:{Convert.ToHexStringLower(SHA256.HashData(Model))}";

    [Theory]
    [InlineData("http://models.example.com/a.onnx")]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://models.example.com/a.onnx")]
    [InlineData("https://user:secret@models.example.com/a.onnx")]
    [InlineData("https://models.example.com/a.onnx#@127.0.0.1/")]
    [InlineData("https://models.example.com.evil.example/a.onnx")]
    [InlineData("https://evil.example/?https://models.example.com/a.onnx")]
    [InlineData("https://models.example.com@evil.example/a.onnx")]
    [InlineData("https://models.example.com:22/a.onnx")]
    [InlineData("https://127.0.0.1/a.onnx")]
    [InlineData("https://2130706433/a.onnx")]
    [InlineData("https://0x7f.1/a.onnx")]
    [InlineData("https://169.254.169.254/latest/meta-data/")]
    [InlineData("https://10.0.0.1/a.onnx")]
    [InlineData("https://[::1]/a.onnx")]
    [InlineData("https://[::ffff:10.0.0.1]/a.onnx")]
    [InlineData("https://[::ffff:169.254.169.254]/a.onnx")]
    [InlineData("https://[64:ff9b::a00:1]/a.onnx")]
    [InlineData("https://[fd00::1]/a.onnx")]
    [InlineData("https://[fe80::1]/a.onnx")]
    [InlineData("models.example.com/a.onnx")]
    [InlineData("//models.example.com/a.onnx")]
    [InlineData("")]
    public void Judge_AddressThatIsNotOfAnAllowedHostOverTls_IsRefused(string address)
    {
        // Addresses are on the list by their text, so that what refuses them is that they are private.
        const string hosts = "models.example.com;127.0.0.1;169.254.169.254;10.0.0.1;[::1];::1;::ffff:10.0.0.1;::ffff:a00:1;::ffff:169.254.169.254;64:ff9b::a00:1;fd00::1;fe80::1";

        Assert.Equal(ImportRefusals.AddressRefused, AddressesOf(hosts).Judge(address).Refusal?.Code);
    }

    [Fact]
    public void Judge_AllowedHost_IsTaken()
    {
        Assert.True(AddressesOf("models.example.com").Judge("https://MODELS.example.com/a.onnx?version=3").IsAccepted);
        Assert.True(AddressesOf("models.example.com:8443").Judge("https://models.example.com:8443/a.onnx").IsAccepted);
    }

    [Fact]
    public async Task Import_OffUnlessHostsAreNamed()
    {
        await using var host = await HostUnderTest.StartAsync();

        Assert.Contains("imports by address are off", await ProblemAsync(host, "https://models.example.com/a.onnx", Digest, "import_address_refused"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_FromAnAllowedHost_IsRegisteredIfItIsWhatItShouldBe()
    {
        using var folder = new TemporaryFolder();
        await using var files = await TlsFileHost.StartAsync(Model);
        await using var host = await StartAsync(folder, files, allowPrivate: true);

        using var taken = await ImportAsync(host, $"https://{files.Host}/model.onnx", Digest);
        Assert.Equal(HttpStatusCode.Created, taken.StatusCode);
        Assert.Equal(Digest[7..], (await HostUnderTest.ReadAsync(taken)).GetProperty("digest").GetString());
        Assert.Equal(["/model.onnx"], files.Asked);

        Assert.Contains("but the bytes that came have", await ProblemAsync(host, $"https://{files.Host}/model.onnx", new string('a', 64), "import_digest_mismatch"), StringComparison.Ordinal);
        Assert.Contains("is missing", await ProblemAsync(host, $"https://{files.Host}/model.onnx", null, "import_digest_mismatch"), StringComparison.Ordinal);
        Assert.Contains("redirects are not followed", await ProblemAsync(host, $"https://{files.Host}/moved", Digest, "import_address_refused"), StringComparison.Ordinal);
        Assert.Contains("answers 404", await ProblemAsync(host, $"https://{files.Host}/gone", Digest, "import_unreachable"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_NameThatLeadsToThisMachine_IsRefusedAndInTheAudit()
    {
        using var folder = new TemporaryFolder();
        await using var files = await TlsFileHost.StartAsync(Model);
        await using var host = await StartAsync(folder, files, allowPrivate: false);

        Assert.Contains("private address or this machine", await ProblemAsync(host, $"https://{files.Host}/model.onnx", Digest, "import_address_refused"), StringComparison.Ordinal);

        Assert.Empty(files.Asked);
        Assert.Contains("import-refused", (await host.GetJsonAsync("api/v1/audit")).GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_CertificateOfNobodyKnown_IsNotTrusted()
    {
        using var folder = new TemporaryFolder();
        await using var files = await TlsFileHost.StartAsync(Model);
        await using var host = await HostUnderTest.StartAsync("--ModelSources:ImportHosts", files.Host, "--ModelSources:AllowedPrivate", "localhost");

        Assert.Contains("cannot be asked", await ProblemAsync(host, $"https://{files.Host}/model.onnx", Digest, "import_unreachable"), StringComparison.Ordinal);
    }

    private static ImportAddresses AddressesOf(string hosts) => new(Options.Create(new ModelSourceOptions { ImportHosts = hosts }));

    private static async Task<HostUnderTest> StartAsync(TemporaryFolder folder, TlsFileHost files, bool allowPrivate)
    {
        await File.WriteAllTextAsync(folder.Combine("authority.pem"), files.Certificate);
        string[] flags = ["--ModelSources:ImportHosts", files.Host, "--ModelSources:ImportAuthority", folder.Combine("authority.pem")];
        return await HostUnderTest.StartAsync(allowPrivate ? [.. flags, "--ModelSources:AllowedPrivate", "localhost"] : flags);
    }

    private static Task<HttpResponseMessage> ImportAsync(HostUnderTest host, string url, string? digest) => host.PostAsync("models/fetched/import", new { url, digest });

    private static async Task<string> ProblemAsync(HostUnderTest host, string url, string? digest, string code)
    {
        using var answer = await ImportAsync(host, url, digest);
        var problem = await HostUnderTest.ReadProblemAsync(answer, 400);
        Assert.Equal(code, problem.GetProperty("code").GetString());
        return problem.GetRawText();
    }
}
