using ControlPlane.Demo.Onnx;

namespace ControlPlane.Demo.Tests.Onnx;

/// <summary>The byte sequences of the examples in the Protocol Buffers encoding guide.</summary>
public sealed class ProtobufWriterTests
{
    [Fact]
    public void Integer_150InField1_IsTheGuidesExample()
    {
        var writer = new ProtobufWriter();

        writer.Integer(1, 150);

        Assert.Equal([0x08, 0x96, 0x01], writer.ToArray());
    }

    [Fact]
    public void Text_TestingInField2_IsTheGuidesExample()
    {
        var writer = new ProtobufWriter();

        writer.Text(2, "testing");

        Assert.Equal([0x12, 0x07, 0x74, 0x65, 0x73, 0x74, 0x69, 0x6e, 0x67], writer.ToArray());
    }

    [Fact]
    public void Message_InField3_IsTheGuidesExample()
    {
        var writer = new ProtobufWriter();

        writer.Message(3, 150, (inner, value) => inner.Integer(1, value));

        Assert.Equal([0x1a, 0x03, 0x08, 0x96, 0x01], writer.ToArray());
    }

    [Fact]
    public void Integer_MinusTwo_TakesTenBytes()
    {
        var writer = new ProtobufWriter();

        writer.Integer(1, -2);

        Assert.Equal([0x08, 0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01], writer.ToArray());
    }

    [Fact]
    public void Integer_InAFieldBeyond15_HasATagOfTwoBytes()
    {
        var writer = new ProtobufWriter();

        writer.Integer(20, 2);

        Assert.Equal([0xa0, 0x01, 0x02], writer.ToArray());
    }
}
