using System.Text;
using ControlPlane.TestKit.Onnx;

namespace ControlPlane.OnnxRuntime.Tests;

public sealed class StringTensorTests
{
    private static readonly string[] Texts = ["", "plain", "Grüße, 世界 🎈", "", "with\0zero", new('x', 5000), ""];

    [Fact]
    public void Strings_ThroughAModel_ComeBackUnchanged()
    {
        using var input = OrtValue.CreateFromStringTensor(Texts, [Texts.Length]);
        using var output = IdentityRuns.Through(OnnxType.String, input, "N");

        Assert.Equal(Texts, output.GetStringTensorAsArray());
        Assert.Equal(Texts, Enumerable.Range(0, Texts.Length).Select(output.GetStringElement));
    }

    [Fact]
    public void Strings_AsBytes_GoInAndComeOutWithoutDotNetStrings()
    {
        using var input = OrtValue.CreateTensorWithEmptyStrings([2, 1]);
        input.StringTensorSetElementAt("grün"u8, 0);
        input.StringTensorSetElementAt([0xFF, 0x00, 0xFE], 1);
        using var output = IdentityRuns.Through(OnnxType.String, input, "N", 1);

        var bytes = new byte[output.GetStringTensorDataLength()];
        var offsets = new nuint[2];
        output.CopyStrings(bytes, offsets);

        Assert.Equal([0, 5], offsets);
        Assert.Equal([.. Encoding.UTF8.GetBytes("grün"), 0xFF, 0x00, 0xFE], bytes);
    }

    [Fact]
    public void Strings_SetAgain_ReplacesTheLongerByTheShorter()
    {
        using var value = OrtValue.CreateFromStringTensor(["a long text that was here before"], [1]);

        value.StringTensorSetElementAt("short", 0);

        Assert.Equal("short", value.GetStringElement(0));
        Assert.Equal(5, value.GetStringTensorDataLength());
    }

    [Fact]
    public void Strings_NoElement_AreAnEmptyArray()
    {
        using var input = OrtValue.CreateFromStringTensor([], [0, 3]);
        using var output = IdentityRuns.Through(OnnxType.String, input, "N", 3);

        Assert.Empty(output.GetStringTensorAsArray());
        Assert.Equal([0L, 3L], output.GetTensorTypeAndShape().Shape);
    }

    [Fact]
    public void Strings_IndexOutside_IsRefused()
    {
        using var value = OrtValue.CreateTensorWithEmptyStrings([2]);

        Assert.Equal(OrtErrorCode.InvalidArgument, Assert.Throws<OrtException>(() => value.StringTensorSetElementAt("x", 2)).Code);
        Assert.Equal(OrtErrorCode.InvalidArgument, Assert.Throws<OrtException>(() => value.GetStringElement(-1)).Code);
    }

    [Fact]
    public void Strings_MoreThanElements_AreRefused() =>
        Assert.Throws<OrtException>(() => OrtValue.CreateFromStringTensor(["a", "b"], [1]));

    [Fact]
    public void Strings_ReadAsBytesPerElement_IsRefused()
    {
        using var value = OrtValue.CreateTensorWithEmptyStrings([2]);

        Assert.Throws<InvalidOperationException>(() => value.GetTensorMutableRawData().Length);
    }
}
