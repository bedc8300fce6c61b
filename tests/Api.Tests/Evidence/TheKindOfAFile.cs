using System.Text;
using Incidents.Api.Routes;

namespace Incidents.Api.Tests.Evidence;

public sealed class TheKindOfAFile(School school) : IClassFixture<School>
{
    [Theory]
    [InlineData("application/pdf", "%PDF-1.7\n%")]
    [InlineData("APPLICATION/PDF", "%PDF-1.7\n%")]
    [InlineData("image/jpeg", "\u00FF\u00D8\u00FF\u00E0")]
    [InlineData("image/png", "\u0089PNG\r\n\u001A\n")]
    [InlineData("image/gif", "GIF89a")]
    [InlineData("image/webp", "RIFF\u0001\u0002\u0003\u0004WEBPVP8 ")]
    [InlineData("image/tiff", "II*\0")]
    [InlineData("video/mp4", "\0\0\0\u0020ftypisom")]
    [InlineData("application/zip", "PK\u0003\u0004")]
    [InlineData("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "PK\u0003\u0004")]
    [InlineData("application/msword", "\u00D0\u00CF\u0011\u00E0\u00A1\u00B1\u001A\u00E1")]
    [InlineData("text/plain", "Ivy Ashdown")]
    [InlineData("message/rfc822", "")]
    public void is_what_it_was_sent_as_where_its_beginning_fits(string type, string begins) =>
        FileKind.TypeOf(type, Encoding.Latin1.GetBytes(begins)).Should().Be(type);

    [Theory]
    [InlineData("application/pdf", "<html>")]
    [InlineData("application/pdf", "")]
    [InlineData("image/jpeg", "GIF89a")]
    [InlineData("image/png", "\u0089PNG")]
    [InlineData("image/webp", "RIFF\u0001\u0002\u0003\u0004WAVE")]
    [InlineData("image/webp", "RIFF")]
    [InlineData("video/mp4", "ftyp")]
    [InlineData("application/msword", "PK\u0003\u0004")]
    [InlineData("text/plain", "MZ\u0090\0")]
    [InlineData("image/svg+xml", "\u007FELF")]
    [InlineData("text/plain", "#!/bin/sh")]
    public void is_not_told_where_it_does_not(string type, string begins) =>
        FileKind.TypeOf(type, Encoding.Latin1.GetBytes(begins)).Should().Be("application/octet-stream");

    [Theory]
    [InlineData("%PDF-1.7 and what follows it", "application/pdf")]
    [InlineData("A", "application/octet-stream")]
    public async Task decides_what_it_is_handed_out_as_and_changes_no_byte_of_it(string content, string type)
    {
        var incident = await school.Reports();
        var bytes = Encoding.UTF8.GetBytes(content);
        var evidence = await school.OfficeManager.Uploads(
            incident, new Form(bytes, "report.pdf", "application/pdf"));

        var answer = await school.OfficeManager.Gets($"{incident.Path}/evidence/{evidence.Id}/content");

        answer.Content.ContentType!.MediaType.Should().Be(type);
        answer.Body.Should().Equal(bytes);
    }
}
