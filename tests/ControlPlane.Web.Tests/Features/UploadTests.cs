using Bunit;
using ControlPlane.Web.Components;
using ControlPlane.Web.Features.Models;
using ControlPlane.Web.Tests.Components;

namespace ControlPlane.Web.Tests.Features;

public sealed class UploadTests : ComponentContext
{
    private readonly List<(string Model, int Number)> _registered = [];

    [Fact]
    public async Task Register_FileChosen_BrowserSendsItToTheApi()
    {
        var upload = SetUpUpload(out var sender);
        await upload.InvokeAsync(() => FileOf(upload).TakeFile("cats.onnx", 125_000));
        upload.Find("#upload-description").Change("more koalas & bears");

        upload.Find("button.button-primary").Click();

        Assert.Equal("api/v1/models/pets/versions?description=more%20koalas%20%26%20bears", sender.Invocations.Single(i => i.Identifier == "send").Arguments[0]);
        Assert.Contains("cats.onnx, 125 kB", upload.Find(".file-zone").TextContent);
    }

    [Fact]
    public async Task Progress_Told_IsShown()
    {
        var upload = SetUpUpload(out _);
        await upload.InvokeAsync(() => FileOf(upload).TakeFile("cats.onnx", 125_000));

        await upload.InvokeAsync(() => FileOf(upload).TakeProgress(50, 200));

        Assert.Equal("25", upload.Find("progress").GetAttribute("value"));
    }

    [Fact]
    public async Task Finish_Created_SaysTheNumberAndTellsThePage()
    {
        var upload = SetUpUpload(out _);
        await upload.InvokeAsync(() => FileOf(upload).TakeFile("cats.onnx", 125_000));

        await upload.InvokeAsync(() => FileOf(upload).Finish(201, """{"number":5,"digest":"ab"}"""));

        Assert.Equal("cats.onnx is pets v5.", upload.Find("[role=status]").TextContent);
        Assert.Equal([("pets", 5)], _registered);
    }

    [Fact]
    public async Task Finish_SameFileAgain_SaysWhichVersionItIs()
    {
        var upload = SetUpUpload(out _);

        await upload.InvokeAsync(() => FileOf(upload).Finish(200, """{"number":2}"""));

        Assert.Equal("This very file was registered before: it is pets v2.", upload.Find("[role=status]").TextContent);
    }

    [Theory]
    [InlineData(400, """{"code":"onnx_invalid","detail":"graph.input: is empty; export with inputs."}""", "graph.input: is empty; export with inputs.")]
    [InlineData(502, "<html>", "The control plane answered 502.")]
    [InlineData(0, "", "The connection broke before the file was there; nothing was registered. Send it again.")]
    [InlineData(-1, "", "The upload was stopped; nothing was registered.")]
    [InlineData(201, "{}", "The file was taken, but the answer could not be read; load the page again.")]
    public async Task Finish_Refused_SaysWhyInWords(int status, string body, string sentence)
    {
        var upload = SetUpUpload(out _);

        await upload.InvokeAsync(() => FileOf(upload).Finish(status, body));

        Assert.Equal(sentence, upload.Find("[role=alert]").TextContent);
        Assert.Empty(_registered);
    }

    [Fact]
    public async Task Register_NameWrong_IsRefusedBeforeAnythingIsSent()
    {
        var upload = SetUpUpload(out var sender, model: null);
        await upload.InvokeAsync(() => FileOf(upload).TakeFile("cats.onnx", 125_000));
        upload.Find("#upload-model").Input("My Pets");

        upload.Find("button.button-primary").Click();

        Assert.Contains("lower-case letters", upload.Find("[role=alert]").TextContent);
        Assert.DoesNotContain(sender.Invocations, i => i.Identifier == "send");
    }

    private static FileUpload FileOf(IRenderedComponent<UploadBox> upload) => upload.FindComponent<FileUpload>().Instance;

    private IRenderedComponent<UploadBox> SetUpUpload(out BunitJSModuleInterop sender, string? model = "pets")
    {
        var module = JSInterop.SetupModule("./js/upload.js");
        sender = module.SetupModule("attach", _ => true);
        sender.Mode = JSRuntimeMode.Loose;
        return Render<UploadBox>(p => p.Add(u => u.Model, model).Add(u => u.OnRegistered, registered => _registered.Add(registered)));
    }
}
