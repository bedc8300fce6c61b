using Incidents.Application.Notifications;
using Incidents.Application.Store;
using Incidents.Domain;

namespace Incidents.Application.Tests.Notifications;

public sealed class ANoticeByMail
{
    [Theory]
    [InlineData(typeof(IncidentReported), "incident reported")]
    [InlineData(typeof(IcoNotified), "ICO notified")]
    [InlineData(typeof(ApiKeyMade), "API key made")]
    public void says_what_it_is_about_in_plain_words(Type about, string words) =>
        NoticeMail.What(new(Role.OfficeManager, EventNames.InApi(about), Urgent: false)).Should().Be(words);
}
