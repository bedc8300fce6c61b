# The service, built from its sources with the packages that the lock files name:
#     docker build -t incidents .
# It brings no PostgreSQL: docker-compose.yml has one, or ConnectionStrings__Incidents names one.

FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source

# What a restore reads comes first, so that packages are fetched again only when one of these changes.
COPY global.json Directory.Build.props Directory.Packages.props ./
COPY src/Directory.Build.props src/
COPY src/Domain/Domain.csproj src/Domain/packages.lock.json src/Domain/
COPY src/Application/Application.csproj src/Application/packages.lock.json src/Application/
COPY src/Api/Api.csproj src/Api/packages.lock.json src/Api/
COPY shims shims
RUN dotnet restore src/Api --locked-mode

COPY .editorconfig ./
COPY src src
RUN dotnet publish src/Api -c Release --no-restore -p:UseAppHost=false -o /app


FROM mcr.microsoft.com/dotnet/aspnet:10.0
WORKDIR /app

# The key ring and the evidence, the user's own: whoever loses it can never read a sealed text again.
RUN install -d -o $APP_UID -g $APP_UID -m 700 /data
VOLUME /data

COPY --from=build /app .
USER $APP_UID
ENV ASPNETCORE_HTTP_PORTS=5080 INCIDENTS_DATA=/data
EXPOSE 5080

# The image has no curl, so the program asks itself.
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s CMD ["dotnet", "Incidents.Api.dll", "health"]
ENTRYPOINT ["dotnet", "Incidents.Api.dll"]
